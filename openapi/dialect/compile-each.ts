import type { Ajv2020, ValidateFunction } from "ajv/dist/2020";
import { type CompileOptions, compileSchema, createAjv, type JudgedSchema } from "./compile";
import { componentSchemas, faultySchemas } from "./culprits";
import type { Document } from "./document";
import { TrentProblem } from "./problems";

/** Compiles a judged schema, or tells what keeps it from compiling and returns undefined. */
export type CompileEach = (judged: JudgedSchema) => ValidateFunction | undefined;

/**
 * A compiler that tells each fault, by its own pointer, instead of throwing at the first. Equal schemas compile
 * once: the headers of all responses are mostly the same, and so are many lists of errors.
 * @returns undefined where the components cannot even be added; their faults are told.
 */
export function compilerOf(
  document: Document,
  options: CompileOptions,
  tell: (problem: TrentProblem) => void,
): CompileEach | undefined {
  const ajv = ajvOf(document, options, tell);
  if (!ajv) return undefined;
  const compiled = new Map<string, ValidateFunction | undefined>();
  const compile = (judged: JudgedSchema): ValidateFunction | undefined => {
    try {
      return compileSchema(ajv, judged);
    } catch (problem) {
      if (!(problem instanceof TrentProblem)) throw problem;
      const faults = faultySchemas(document, [judged], options);
      for (const fault of faults.length > 0 ? faults : [problem]) tell(fault);
      return undefined;
    }
  };
  return (judged) => {
    const text = JSON.stringify(judged.schema);
    if (!compiled.has(text)) compiled.set(text, compile(judged));
    return compiled.get(text);
  };
}

function ajvOf(
  document: Document,
  options: CompileOptions,
  tell: (problem: TrentProblem) => void,
): Ajv2020 | undefined {
  try {
    return createAjv(document, options);
  } catch (cause) {
    const faults = faultySchemas(document, componentSchemas(document), options);
    for (const fault of faults) tell(fault);
    // What no component is to blame for is no fault of the document's schemas, but of something else.
    if (faults.length === 0) throw cause;
    return undefined;
  }
}
