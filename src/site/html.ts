/** Markup that may go into a page as it is. Only `html` and `trustedHtml` make it. */
export interface Html {
  readonly markup: string
}

export type HtmlPart = Html | string | number | undefined | readonly HtmlPart[]

/** A template whose values are escaped unless they are markup; lists are joined, undefined is left out. */
export function html(literals: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const markup = literals.reduce((text, literal, i) => text + toMarkup(parts[i - 1]) + literal)
  return { markup }
}

/** Takes text as markup. Only for text that we wrote ourselves. */
export function trustedHtml(markup: string): Html {
  return { markup }
}

/** What indents our templates would be half of a long report. Not for a script, whose hash is told. */
export function withoutIndents({ markup }: Html): Html {
  return trustedHtml(markup.replace(/\s*\n\s*/g, '\n'))
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** JSON for a data block: no text in it can end the script element. */
export function jsonForHtml(value: unknown): Html {
  return { markup: JSON.stringify(value).replaceAll('<', '\\u003c') }
}

function toMarkup(part: HtmlPart): string {
  if (part === undefined) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  if ('markup' in part) return part.markup
  return part.map(toMarkup).join('')
}
