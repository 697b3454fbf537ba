/** A text, which stays as it is, or a number that JSON has not. */
const textsAndOddNumbers = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g

/**
 * Parses JSON in which NaN and infinities may stand bare, as Python's clients write them. NaN becomes null.
 * Throws the error of `JSON.parse`.
 */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const strict = text.replace(textsAndOddNumbers, (found) => strictForms[found] ?? found)
    if (strict === text) throw error
    return JSON.parse(strict)
  }
}

const strictForms: Readonly<Record<string, string>> = {
  NaN: 'null',
  Infinity: '1e999',
  '-Infinity': '-1e999',
}
