/** What is said by the plural rule that asks for it, or by the number itself; in a string `#` stands for the number. */
type Forms = Partial<Record<Intl.LDMLPluralRule | number, Form>> & { other: Form };
type Form = string | (() => string);

/** Numbers, and sentences that count, as a language writes them. */
export function countingIn(locale: string) {
  let made: { rules: Intl.PluralRules; numbers: Intl.NumberFormat } | null = null;
  // Making them takes long, and not every page counts.
  const making = () =>
    (made ??= { rules: new Intl.PluralRules(locale), numbers: new Intl.NumberFormat(locale) });
  const number = (n: number) => making().numbers.format(n);
  return {
    number,
    plural: (n: number, forms: Forms): string => {
      const form = forms[n] ?? forms[making().rules.select(n)] ?? forms.other;
      return typeof form === "string" ? form.replace("#", number(n)) : form();
    },
  };
}
