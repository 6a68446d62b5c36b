import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { shown, shownWith } from "../charts/numbers.js";
import type { Control } from "../compute/messages.js";
import { useWords } from "../words/words.js";
import { type FormName, formFields, formOf, impliedBy, inForm, textOf } from "./forms.js";

export interface DistributionEditorProps {
  readonly control: Control;
  /** The new value, as a change takes it. */
  readonly onSet: (value: string) => void;
}

/** A value in one of its forms: its numbers, and the quantiles that they mean. */
export function DistributionEditor({ control, onSet }: DistributionEditorProps) {
  const words = useWords();
  const [form, setForm] = useState(() => formOf(control));
  const [inputs, setInputs] = useState<readonly string[]>(() => form.numbers.map(String));
  const [text, setText] = useState(control.text);
  const numbers = inputs.map((input) => (input.trim() === "" ? Number.NaN : Number(input.replaceAll(/[,_]/g, ""))));
  const now = { ...form, numbers };
  const implied = impliedBy(now);
  const value = form.name === "text" ? text.trim() : textOf(now);
  const choose = (name: FormName) => {
    const { value: number = 1, spread } = control;
    const base = implied ?? spread ?? { p5: number, p50: number, p95: number };
    const next = inForm(name, form.unit, [base.p5, base.p50, base.p95]);
    setForm(next);
    setInputs(next.numbers.map(String));
  };
  return (
    <form
      className="distribution"
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== undefined && value !== "") onSet(value);
      }}
    >
      <Select
        size="xs"
        label={`${words.form}: ${control.label}`}
        data={(Object.keys(formFields) as FormName[]).map((name) => ({ value: name, label: words.forms[name] }))}
        value={form.name}
        onChange={(name) => name !== null && choose(name as FormName)}
        allowDeselect={false}
      />
      {form.name === "text" ? (
        <TextInput
          size="xs"
          mt={4}
          aria-label={`${control.label}, ${words.forms.text}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <Group gap={6} mt={4} grow>
          {formFields[form.name].map((field, index) => (
            <TextInput
              key={field}
              size="xs"
              inputMode="decimal"
              label={`${words.ends[field]}${form.unit === "1" ? "" : `, ${form.unit}`}`}
              value={inputs[index] ?? ""}
              error={!Number.isFinite(numbers[index]!)}
              onChange={(event) => {
                const { value: typed } = event.currentTarget;
                setInputs(inputs.map((one, at) => (at === index ? typed : one)));
              }}
            />
          ))}
        </Group>
      )}
      <Text size="xs" mt={4} role="status">
        {form.name === "text" || form.name === "number"
          ? ""
          : implied === undefined
            ? words.notThat
            : words.implied(shown(implied.p5), shown(implied.p50), shownWith(implied.p95, form.unit))}
      </Text>
      <Button size="compact-xs" mt={4} type="submit" disabled={value === undefined || value === ""}>
        {words.apply}
      </Button>
    </form>
  );
}
