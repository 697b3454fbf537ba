/** Words that nearly every text of a language has some of, and few of others. */
const commonWords: Readonly<Record<string, string>> = {
  en: 'the and of to is in that it was for with this not you are on have be they i',
  de: 'der die das und ist nicht ein eine zu den mit von sich auf es für auch ich war dem',
  fr: 'le la les des et est un une que pour dans pas qui sur je il au avec ce plus',
  es: 'el los las y es un una que por para no con se del en su lo como muy pero',
  it: 'il lo gli di e è un una che per non con sono della del si anche molto ma più',
  pt: 'o os as e é um uma que para não com se do da em por mais muito foi mas',
  nl: 'de het een en van is niet dat op te zijn voor met ik er maar ook aan was heb',
  pl: 'i w na się nie jest że z do to jak po ale co od za tak był dla jego',
  sv: 'och att det är som en på för med inte den har av till jag ett om men var mycket',
}
const languages = Object.entries(commonWords).map(
  ([language, words]) => [language, new Set(words.split(' '))] as const,
)

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['el', /\p{Script=Greek}/u],
  ['th', /\p{Script=Thai}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
]

/** The language that some words are most likely of, by its commonest words or its script; or `unknown`. */
export function guessLanguage(words: readonly string[]): string {
  const text = words.join(' ')
  const script = scripts.find(([, pattern]) => pattern.test(text))
  if (script !== undefined) return script[0]
  const scores = languages.map(([language, common]) => ({
    language,
    count: words.filter((word) => common.has(word)).length,
  }))
  const best = scores.reduce((a, b) => (b.count > a.count ? b : a))
  return best.count === 0 ? 'unknown' : best.language
}
