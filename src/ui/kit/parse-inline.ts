/** A piece of a line of Markdown. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'stress'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly address: string; readonly parts: readonly Inline[] }

const patterns: readonly (readonly [RegExp, (match: readonly string[]) => Inline | undefined])[] = [
  [/^\\([!-/:-@[-`{-~])/, ([, sign = '']) => ({ kind: 'text', text: sign })],
  [/^(`+)(.+?)\1(?!`)/s, ([, , text = '']) => ({ kind: 'code', text: text.trim() })],
  [/^\*\*(?=\S)(.+?)\*\*/s, ([, text = '']) => ({ kind: 'strong', parts: parseInline(text) })],
  [/^__(?=\S)(.+?)__(?!\w)/s, ([, text = '']) => ({ kind: 'strong', parts: parseInline(text) })],
  [/^\*(?=\S)([^*]+?)\*/s, ([, text = '']) => ({ kind: 'stress', parts: parseInline(text) })],
  [/^_(?=\S)([^_]+?)_(?!\w)/s, ([, text = '']) => ({ kind: 'stress', parts: parseInline(text) })],
  [/^!?\[([^\]]*)\]\(([^()\s]+)(?:\s+"[^"]*")?\)/, ([, text = '', to = '']) => linkTo(to, text)],
  [/^<(https?:\/\/[^\s<>]+)>/, ([, to = '']) => linkTo(to, to)],
  [/^https?:\/\/[^\s<>()]*[\w/]/, ([to = '']) => linkTo(to, to)],
]

/** Strong, stressed, code, links. All else is text as it is, markup of HTML too. */
export function parseInline(text: string): Inline[] {
  const parts: Inline[] = []
  let plain = ''
  let at = 0
  while (at < text.length) {
    const found = isWithinWord(text, at) ? undefined : match(text.slice(at))
    if (found === undefined) {
      plain += text.charAt(at)
      at += 1
    } else {
      if (plain !== '') parts.push({ kind: 'text', text: plain })
      plain = ''
      parts.push(found.part)
      at += found.length
    }
  }
  return plain === '' ? parts : [...parts, { kind: 'text', text: plain }]
}

/** An underscore or an address within a word is a part of it. */
function isWithinWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at - 1)) && /[\w]/.test(text.charAt(at))
}

function match(rest: string): { readonly part: Inline; readonly length: number } | undefined {
  if (!/^[\\`*_![<h]/.test(rest)) return undefined
  for (const [pattern, toPart] of patterns) {
    const found = pattern.exec(rest)
    const part = found === null ? undefined : toPart(found)
    if (found !== null && part !== undefined) return { part, length: found[0].length }
  }
  return undefined
}

/** Only to where a link may lead: `javascript:` and its like stay text. */
function linkTo(address: string, text: string): Inline {
  const isSafe = /^(https?:\/\/|mailto:|#|\/(?!\/))/i.test(address)
  if (!isSafe) return { kind: 'text', text }
  const parts: Inline[] = text === address ? [{ kind: 'text', text }] : parseInline(text)
  return { kind: 'link', address, parts }
}
