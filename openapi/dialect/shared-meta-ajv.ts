import Ajv2020, { type AnySchema } from "ajv/dist/2020";
import addFormats from "ajv-formats";

const known = new Map<boolean, Ajv2020>();

/**
 * An Ajv that judges its schemas by a meta-schema compiled once for all instances: compiling it takes longer than the schemas of
 * a small document.
 */
export class SharedMetaAjv extends Ajv2020 {
  override validateSchema(schema: AnySchema, throwOrLogError?: boolean): boolean | Promise<unknown> {
    return metaAjv(this.opts.validateFormats !== false).validateSchema(schema, throwOrLogError);
  }
}

/** @param validateFormats whether a schema's own texts, such as a `pattern`, have to be of their format. */
function metaAjv(validateFormats: boolean): Ajv2020 {
  let ajv = known.get(validateFormats);
  if (ajv === undefined) {
    ajv = new Ajv2020({ allErrors: true, validateFormats });
    addFormats(ajv);
    known.set(validateFormats, ajv);
  }
  return ajv;
}
