/** The part of an Immutable.js map that is used here. */
interface OperationProps {
  get(name: "operationId"): string;
  set(name: "path", value: string): OperationProps;
}

/** Props of the component that shows an operation's path. */
interface PathProps {
  readonly operationProps: OperationProps;
}

/** What a plugin of Swagger UI is given, as far as it is used here. */
interface SwaggerSystem {
  readonly React: { createElement(component: unknown, props: object): unknown };
}

/** A plugin of Swagger UI that shows each operation by its name: its path is `/` with a fragment for all of them. */
export function operationNames() {
  return {
    wrapComponents: {
      OperationSummaryPath:
        (Original: unknown, { React }: SwaggerSystem) =>
        (props: PathProps) => {
          const { operationProps } = props;
          const named = operationProps.set("path", operationProps.get("operationId"));
          return React.createElement(Original, { ...props, operationProps: named });
        },
    },
  };
}
