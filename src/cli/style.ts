/** Marks pieces of text for a terminal; each function gives its text back unmarked where colours are off. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
  readonly accent: (text: string) => string
}

const same = (text: string) => text

export const plainStyle: Style = {
  bold: same,
  dim: same,
  good: same,
  bad: same,
  warn: same,
  accent: same,
}

const colourStyle: Style = {
  bold: mark(1, 22),
  dim: mark(2, 22),
  good: mark(32, 39),
  bad: mark(31, 39),
  warn: mark(33, 39),
  accent: mark(36, 39),
}

/** Colours for people at a terminal, unless they asked for none (https://no-color.org). */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  const forced = environment['FORCE_COLOR']
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return plainStyle
  if (forced !== undefined && forced !== '' && forced !== '0') return colourStyle
  const canShow = stream.isTTY === true && environment['TERM'] !== 'dumb'
  return canShow ? colourStyle : plainStyle
}

function mark(on: number, off: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001B[${on}m${text}\u001B[${off}m`)
}

/** The text without the marks of a style: what a terminal shows of it. */
export function withoutMarks(text: string): string {
  // eslint-disable-next-line no-control-regex -- the marks begin with the escape character
  return text.replaceAll(/\u001B\[\d+m/g, '')
}
