type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** A sentence in the form that a number asks for in a language; `#` stands for the number. */
export function pluralOf(locale: string): (n: number, forms: Forms) => string {
  let made: { rules: Intl.PluralRules; numbers: Intl.NumberFormat } | null = null;
  return (n, forms) => {
    // Making them takes long, and not every page counts.
    made ??= { rules: new Intl.PluralRules(locale), numbers: new Intl.NumberFormat(locale) };
    return (forms[made.rules.select(n)] ?? forms.other).replace("#", made.numbers.format(n));
  };
}
