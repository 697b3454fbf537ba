/** How numbers are written in a file: what stands before the fraction, and between thousands. */
export interface NumberForm {
  readonly decimal: '.' | ','
  readonly thousands: ',' | '.' | ' ' | "'" | undefined
  readonly matches: (text: string) => boolean
  readonly read: (text: string) => number
}

/** Those that say less by less come first: of several that fit the first is meant. */
export const numberForms: readonly NumberForm[] = [
  numberForm('.', undefined),
  numberForm('.', ','),
  numberForm(',', undefined),
  numberForm(',', '.'),
  numberForm('.', ' '),
  numberForm(',', ' '),
  numberForm('.', "'"),
]

function numberForm(decimal: '.' | ',', thousands: NumberForm['thousands']): NumberForm {
  const mark = thousands === ' ' ? '[ \u00a0\u202f]' : `[${thousands ?? ''}]`
  const grouped = thousands === undefined ? '' : String.raw`|\d{1,3}(?:${mark}\d{3})+`
  const matcher = new RegExp(
    String.raw`^-?(?:\d+${grouped})?(?:[${decimal}]\d+)?(?:[eE][+-]?\d+)?$`,
  )
  const marks = thousands === undefined ? undefined : new RegExp(mark, 'g')
  return {
    decimal,
    thousands,
    matches: (text) => /\d/.test(text) && matcher.test(text),
    read: (text) =>
      Number((marks === undefined ? text : text.replaceAll(marks, '')).replace(decimal, '.')),
  }
}
