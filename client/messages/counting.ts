/** What is said by the plural rule that asks for it, or by the number itself; in a string `#` stands for the number. */
type Forms = Partial<Record<Intl.LDMLPluralRule | number, Form>> & { other: Form };
type Form = string | (() => string);

/** A number that every language of the pages writes as a program does: a browser takes long to make what formats others. */
export const isPlain = (n: number): boolean => Number.isInteger(n) && n >= 0 && n < 1_000;

/** Numbers, and sentences that count, as a language writes them. */
export function countingIn(locale: string) {
  // Made when a page counts.
  let rules: Intl.PluralRules | null = null;
  let numbers: Intl.NumberFormat | null = null;
  const number = (n: number): string => {
    if (isPlain(n)) return String(n);
    numbers ??= new Intl.NumberFormat(locale);
    return numbers.format(n);
  };
  const rule = (n: number) => {
    rules ??= new Intl.PluralRules(locale);
    return rules.select(n);
  };
  return {
    number,
    plural: (n: number, forms: Forms): string => {
      const form = forms[n] ?? forms[rule(n)] ?? forms.other;
      return typeof form === "string" ? form.replace("#", number(n)) : form();
    },
  };
}
