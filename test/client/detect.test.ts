import { expect, test } from "vitest";
import { languageOf } from "#client/editor/detect.ts";
import { Language } from "#shared/model.ts";

const tags = (...all: string[]) => all.map((tag) => Language.parse(tag));
const asked = tags("en", "fr", "es");

test.each([
  ["en", "We believe that this decision is wrong and should be reviewed."],
  ["fr", "Nous avons besoin de plus de soignants dans nos villages."],
  ["es", "Los trabajadores necesitan protección social."],
  ["ar", "نحن نعتقد أن هذا القرار غير صحيح ويجب مراجعته."],
  ["fa", "ما فکر می‌کنیم که این تصمیم نادرست است و باید بازنگری شود."],
  ["ur", "ہم سمجھتے ہیں کہ یہ فیصلہ غلط ہے اور اس پر نظرثانی ہونی چاہیے۔"],
  ["pt", "Acreditamos que esta decisão é errada e deveria ser revista antes do verão."],
  ["de", "Das ist ein deutscher Satz, der nicht übersehen werden sollte."],
  ["vi", "Chúng tôi tin rằng quyết định này là sai và cần được xem xét lại."],
  ["ru", "Мы считаем, что это решение неправильно и его нужно пересмотреть."],
  ["uk", "Ми вважаємо, що це рішення неправильне і його потрібно переглянути."],
  ["bg", "Смятаме, че това решение е погрешно и трябва да бъде преразгледано."],
  ["zh", "我们认为这个决定是错误的，应该重新考虑。"],
  ["ja", "この決定は間違っていると思いますので見直すべきです。"],
  ["ko", "우리는 이 결정이 잘못되었다고 생각합니다."],
  ["hi", "हम मानते हैं कि यह निर्णय गलत है।"],
  ["am", "ይህ ውሳኔ ስህተት ነው ብለን እናምናለን።"],
  ["el", "Πιστεύουμε ότι αυτή η απόφαση είναι λανθασμένη."],
])("%s is recognised where others are asked for", (language, text) => {
  expect(languageOf(text, asked)).toBe(language);
});

test("the discussion's own form of a language is told, and of a script its own language", () => {
  expect(languageOf("我们认为这个决定是错误的，应该重新考虑。", tags("en", "zh-Hans"))).toBe(
    "zh-Hans",
  );
  expect(languageOf("यो निर्णय गलत हो भन्ने हामीलाई लाग्छ।", tags("en", "ne"))).toBe("ne");
});

test("a letter held down is no language, and a text is one of whose letters some come often", () => {
  expect(languageOf("a".repeat(20_000), asked)).toBeNull();
  expect(languageOf("Ahaha ".repeat(100), asked)).toBeNull();
  expect(languageOf("你好你好你好你好你好", asked)).toBeNull();
  expect(languageOf("No no no, it isn't so, and this is not true.", asked)).toBe("en");
});

test("a name in another script changes nothing", () => {
  const text = "We heard from منظمة العمل الدولية that this decision should be reviewed.";
  expect(languageOf(text, asked)).toBe("en");
});

test.each(["Yes.", "نعم", "1,500", "Ministerio ABC, UNDP", ""])(
  "nothing is guessed of %j",
  (text) => {
    expect(languageOf(text, asked)).toBeNull();
  },
);

test.each([
  ["It is urgent", "ar", ["ar", "en"], "en"],
  ["Oui.", "ar", ["ar", "fr", "en"], "fr"],
  ["نعم", "en", ["en", "ar"], "ar"],
  ["Yes.", "fr", ["en", "fr"], null],
  ["Yes.", "ar", ["ar"], null],
  ["42", "ar", ["ar", "en"], null],
])(
  "%j, where %s was supposed, is of another script or tells nothing",
  (text, supposed, among, found) => {
    expect(languageOf(text, tags(...among), tags(supposed)[0])).toBe(found);
  },
);
