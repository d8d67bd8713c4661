import { Fieldset, Select, Stack, TextInput } from "@mantine/core";

export type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly const?: string;
  readonly maxLength?: number;
  readonly items?: Schema;
};

type Values = Readonly<Record<string, unknown>>;
type Props = {
  readonly schema: Schema;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly depth?: number;
};

/** Fields of a request as its schema describes them: what the case has, and what it must have. The rest is for the JSON. */
export function SchemaForm({ schema, values, onChange, depth = 0 }: Props) {
  const { properties = {}, required = [] } = schema;
  const shown = Object.entries(properties).filter(([name]) => required.includes(name) || values[name] !== undefined);
  const set = (name: string, value: unknown): void => {
    const { [name]: _, ...rest } = values;
    onChange(value === undefined || value === "" ? rest : { ...values, [name]: value });
  };
  return (
    <Stack gap="sm">
      {shown.map(([name, field]) => (
        <Field
          key={name}
          name={name}
          schema={field}
          value={values[name]}
          isRequired={required.includes(name)}
          depth={depth}
          onChange={(value) => set(name, value)}
        />
      ))}
    </Stack>
  );
}

type FieldProps = {
  readonly name: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly isRequired: boolean;
  readonly depth: number;
  readonly onChange: (value: unknown) => void;
};

function Field({ name, schema, value, isRequired, depth, onChange }: FieldProps) {
  if (schema.properties) {
    const inner = typeof value === "object" && value !== null ? (value as Values) : {};
    return (
      <Fieldset legend={name}>
        <SchemaForm schema={schema} values={inner} depth={depth + 1} onChange={onChange} />
      </Fieldset>
    );
  }
  const choices = choicesOf(schema);
  const shared = { label: name, description: schema.description, withAsterisk: isRequired };
  if (choices)
    return (
      <Select
        {...shared}
        data={[...choices]}
        value={typeof value === "string" ? value : null}
        searchable
        clearable={!isRequired}
        onChange={(chosen) => onChange(chosen ?? undefined)}
      />
    );
  if (typeof value === "object" && value !== null)
    return <TextInput {...shared} readOnly value={JSON.stringify(value)} />;
  return (
    <TextInput
      {...shared}
      value={typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value)}
      maxLength={schema.maxLength}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function choicesOf({ enum: listed, anyOf }: Schema): readonly string[] | undefined {
  const choices = listed ?? anyOf?.flatMap((one) => (typeof one.const === "string" ? [one.const] : (one.enum ?? [])));
  return choices && choices.length > 1 && choices.length <= 200 ? choices : undefined;
}

/** Every name a schema knows, for completion. */
export function namesOf(schema: Schema): readonly string[] {
  const names = new Set<string>();
  const walk = (one: Schema): void => {
    for (const [name, inner] of Object.entries(one.properties ?? {})) {
      names.add(name);
      walk(inner);
    }
    if (one.items) walk(one.items);
    for (const other of one.anyOf ?? []) walk(other);
  };
  walk(schema);
  return [...names].toSorted();
}
