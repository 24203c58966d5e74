import type { JsonSchema } from "#server/http/json-schemas.ts";

type Schema = JsonSchema | boolean;
/** The way to a field: names, and 0 for the first of a list. `*` is any key of a record. */
export type Path = readonly (string | 0)[];

const branchesOf = (schema: JsonSchema): JsonSchema[] =>
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((each) => typeof each === "object");

/** Every field of an input that holds a text or a number, however deep, and every place where a client names a key. */
export function fieldsOf(schema: Schema | undefined, path: Path = []): Path[] {
  if (typeof schema !== "object") return [];
  const inside = [
    ...branchesOf(schema).flatMap((each) => fieldsOf(each, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
      fieldsOf(each, [...path, name]),
    ),
    ...(schema.additionalProperties ? fieldsOf(schema.additionalProperties, [...path, "en"]) : []),
    ...(schema.additionalProperties ? [[...path, "*"] as const] : []),
    ...(schema.items && !Array.isArray(schema.items) ? fieldsOf(schema.items, [...path, 0]) : []),
  ];
  const isLeaf = schema.type === "string" || schema.type === "integer" || schema.enum;
  const found = isLeaf ? [path, ...inside] : inside;
  return [...new Map(found.map((each) => [each.join("."), each])).values()];
}

/** A value that the schema takes, as far as a schema can say. */
function exampleOf(schema: Schema | undefined): unknown {
  if (typeof schema !== "object") return null;
  const [first] = branchesOf(schema).filter(({ type }) => type !== "null");
  if (first) return exampleOf(first);
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object":
      if (schema.additionalProperties && !schema.properties) return { en: "Words" };
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name])]),
      );
    case "array":
      return Array.isArray(schema.items) ? [] : [exampleOf(schema.items)];
    case "integer":
      return schema.minimum ?? 1;
    default:
      return schema.format === "date" ? "2027-01-31" : "words";
  }
}

/** A copy of an input with something else in one field; what lies around a field that isn't there is made up. */
export function withField(
  input: unknown,
  schema: Schema | undefined,
  [step, ...rest]: Path,
  value: unknown,
): unknown {
  if (step === undefined) return value;
  const around = typeof schema === "object" ? schema : {};
  const options = [around, ...branchesOf(around)];
  if (step === 0) {
    const list = options.find(({ items }) => items);
    const items = Array.isArray(list?.items) ? undefined : list?.items;
    const [first, ...others] = Array.isArray(input) ? input : [exampleOf(items)];
    return [withField(first, items, rest, value), ...others];
  }
  const inner = options.find(({ properties }) => properties && step in properties);
  const record = options.find(({ additionalProperties }) => additionalProperties);
  const base = isObject(input) ? input : exampleOf(inner ?? record);
  const entries = Object.entries(isObject(base) ? base : {}).filter(([name]) => name !== step);
  const key = typeof value === "string" ? value : JSON.stringify(value);
  const [name, below] = step === "*" ? [key, "Words"] : [step, undefined];
  const schemaBelow = inner?.properties?.[step] ?? record?.additionalProperties;
  const old = isObject(base) ? base[step] : undefined;
  return Object.fromEntries([
    ...entries,
    [name, below ?? withField(old ?? exampleOf(schemaBelow), schemaBelow, rest, value)],
  ]);
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
