type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** A sentence in the form that a number asks for in a language; `#` stands for the number. */
export function pluralOf(locale: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace("#", numbers.format(n));
}
