import type { ImportedPerson } from "#server/domain/imports/import-discussion.ts";
import { Language } from "#shared/model.ts";

const person = (
  key: string,
  name: string,
  organisation: string | null,
  category: ImportedPerson["category"],
  languages: readonly string[],
): ImportedPerson => ({
  ...{ key, name, organisation, category },
  languages: languages.map((language) => Language.parse(language)),
});

const voice = (of: ImportedPerson): ImportedPerson => ({ ...of, voice: true });

/** Nobody here exists, and neither do their organisations. */
export const people = {
  secretariat: voice(
    person("secretariat", "Miriam Oyelaran", "Secretariat of the Meridian Network", "un_entity", [
      "en",
      "fr",
    ]),
  ),
  observatory: voice(
    person("observatory", "Ingrid Solheim-Bakke", "Care Work Observatory", "un_entity", ["en"]),
  ),
  cities: voice(
    person(
      "cities",
      "Amadou Keïta-Lambert",
      "Réseau des villes de Rive-Claire",
      "local_government",
      ["fr", "en"],
    ),
  ),
  union: voice(
    person(
      "union",
      "Lucía Paredes Quiroga",
      "Federación de Trabajadoras del Cuidado de Altamira",
      "civil_society",
      ["es"],
    ),
  ),
  delegation: voice(
    person(
      "delegation",
      "Delegation of Valdoria",
      "Ministry of Labour of Valdoria",
      "member_state",
      ["en"],
    ),
  ),
  institute: person(
    "institute",
    "Tomáš Rehák",
    "Institute for Ageing and Mobility, Lindau-West",
    "academia",
    ["en"],
  ),
  diaspora: person("diaspora", "Grace Wanjiru-Otieno", "Care Workers Abroad", "diaspora", [
    "en",
    "fr",
  ]),
  training: voice(
    person("training", "نادية الحدّاد", "رابطة مدارس التمريض في الساحل", "civil_society", [
      "ar",
      "fr",
    ]),
  ),
  employer: person("employer", "Helena Brandt", "Lindenhof Residential Care", "private_sector", [
    "en",
  ]),
  citizen: person("citizen", "Joaquim Figueira", null, "other", ["en", "es"]),
} as const satisfies Record<string, ImportedPerson>;

export type PersonKey = keyof typeof people;
export const host = people.secretariat;
