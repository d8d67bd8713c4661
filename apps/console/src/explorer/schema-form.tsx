import { ActionIcon, Button, Fieldset, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTexts } from "../texts/use-texts.tsx";
import { emptyOf, type Schema } from "./schema.ts";

type Values = Readonly<Record<string, unknown>>;
type Props = {
  readonly schema: Schema;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  /** What the fields are inside of, for people who hear the page. */
  readonly around?: string;
};

/** Fields of a request as its schema describes them: what the case has, what it must have, and any other on demand. */
export function SchemaForm({ schema, values, onChange, around = "" }: Props) {
  const { t } = useTexts();
  const { properties = {}, required = [] } = schema;
  const isShown = (name: string): boolean => required.includes(name) || values[name] !== undefined;
  const names = Object.keys(properties);
  const others = names.filter((name) => !isShown(name));
  const add = (name: string | null): void => {
    const added = name === null ? undefined : properties[name];
    if (name !== null && added) onChange({ ...values, [name]: emptyOf(added) });
  };
  const remove = (name: string): void => {
    const { [name]: _, ...rest } = values;
    onChange(rest);
  };
  return (
    <Stack gap="sm">
      {Object.entries(properties)
        .filter(([name]) => isShown(name))
        .map(([name, field]) => (
          <Field
            key={name}
            name={name}
            schema={field}
            value={values[name]}
            isRequired={required.includes(name)}
            onChange={(value) => onChange({ ...values, [name]: value })}
            onRemove={() => remove(name)}
          />
        ))}
      {others.length > 0 && (
        <Select
          aria-label={`${t("addField")} ${around}`}
          placeholder={t("addField")}
          data={others}
          value={null}
          searchable
          onChange={add}
          maw={320}
        />
      )}
    </Stack>
  );
}

type FieldProps = {
  readonly name: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly isRequired: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onRemove: () => void;
};

function Field(props: FieldProps) {
  const { name, schema, value, isRequired, onChange, onRemove } = props;
  if (schema.type === "object" || schema.type === "array") {
    return (
      <Fieldset legend={name}>
        {schema.type === "array" ? (
          <ListField name={name} schema={schema.items ?? {}} items={toList(value)} onChange={onChange} />
        ) : (
          <SchemaForm schema={schema} values={toValues(value)} onChange={onChange} around={name} />
        )}
        {!isRequired && <RemoveButton name={name} onRemove={onRemove} />}
      </Fieldset>
    );
  }
  return (
    <Group align="flex-end" wrap="nowrap" gap="xs">
      <Scalar {...props} />
      {!isRequired && <RemoveButton name={name} onRemove={onRemove} />}
    </Group>
  );
}

/** No wider a choice than fits a menu; anything longer is typed. */
const choicesMax = 200;

function Scalar({ name, schema, value, isRequired, onChange }: FieldProps) {
  const shared = { label: name, description: schema.description, withAsterisk: isRequired, flex: 1 };
  if (schema.enum && schema.enum.length > 1 && schema.enum.length <= choicesMax) {
    return (
      <Select
        {...shared}
        data={[...schema.enum]}
        value={typeof value === "string" ? value : null}
        searchable
        allowDeselect={false}
        onChange={(chosen) => chosen !== null && onChange(chosen)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      value={typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value)}
      maxLength={schema.maxLength}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type ListProps = {
  readonly name: string;
  readonly schema: Schema;
  readonly items: readonly unknown[];
  readonly onChange: (items: readonly unknown[]) => void;
};

function ListField({ name, schema, items, onChange }: ListProps) {
  const { t } = useTexts();
  return (
    <Stack gap="sm">
      {items.map((item, place) => (
        // A list's elements have no id; the form draws them anew from the JSON. oxlint-disable-next-line react/no-array-index-key
        <Field
          key={place}
          name={`${name} ${place + 1}`}
          schema={schema}
          value={item}
          isRequired={false}
          onChange={(changed) => onChange(items.with(place, changed))}
          onRemove={() => onChange(items.toSpliced(place, 1))}
        />
      ))}
      <Button variant="default" size="compact-sm" w="fit-content" onClick={() => onChange([...items, emptyOf(schema)])}>
        {t("add")}: {name}
      </Button>
    </Stack>
  );
}

function RemoveButton({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const { t } = useTexts();
  return (
    <ActionIcon variant="subtle" size="lg" mt={4} onClick={onRemove} aria-label={`${t("remove")}: ${name}`}>
      <IconTrash size={16} />
    </ActionIcon>
  );
}

const toValues = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
