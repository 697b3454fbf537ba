export type DecimalSign = '.' | ','
export type ThousandsMark = ',' | '.' | ' ' | "'" | '_'

/** How numbers are written: what stands before the fraction, and between thousands. */
export interface NumberForm {
  readonly decimal: DecimalSign
  readonly thousands: ThousandsMark | undefined
  /** Marks must stand where they belong: `1,23` has none of thousands. */
  readonly matches: (text: string) => boolean
  /** The number of a text that matches. */
  readonly read: (text: string) => number
}

export function numberForm(decimal: DecimalSign, thousands: ThousandsMark | undefined): NumberForm {
  const mark = thousands === ' ' ? '[ \u00a0\u202f]' : `[${thousands ?? ''}]`
  const grouped = thousands === undefined ? '' : String.raw`|\d{1,3}(?:${mark}\d{3})+`
  const matcher = new RegExp(
    String.raw`^[+-]?(?:\d+${grouped})?(?:[${decimal}]\d*)?(?:[eE][+-]?\d+)?$`,
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
