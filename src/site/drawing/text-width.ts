const narrow = new Set("iljtf.,:;'|!()[]I-")
const wide = new Set('mwMW@%')

/** About how many pixels a text of the system's sans is wide: a little too many rather than too few. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const letter of text) {
    if (narrow.has(letter)) width += 0.4
    else if (wide.has(letter)) width += 0.98
    else if (letter >= 'A' && letter <= 'Z') width += 0.72
    else width += letter.codePointAt(0) !== undefined && letter > '\u2e80' ? 1.05 : 0.63
  }
  return Math.ceil(width * size)
}

/** The text, cut where it would be wider than `room`. */
export function fitText(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text
  let end = text.length
  while (end > 1 && textWidth(`${text.slice(0, end)}…`, size) > room) end -= 1
  return `${text.slice(0, end)}…`
}
