/** A block of Markdown; the texts within are still to be parsed as lines. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph' | 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly string[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'rule' }

const heading = /^(#{1,6})\s+(.*?)\s*#*$/
const item = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/
const rule = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/
const fence = /^\s{0,3}(```+|~~~+)/
const divider = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/

/** The parts of Markdown that notes are written in. */
export function parseMarkdown(text: string): Block[] {
  return parseLines(text.replaceAll(/\r\n?/g, '\n').split('\n'), 0)
}

/** Quotes in quotes in quotes: at some point it is enough. */
const deepest = 8

function parseLines(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const { block, next } = readBlock(lines, at, depth)
    if (block !== undefined) blocks.push(block)
    at = next
  }
  return blocks
}

interface Read {
  readonly block?: Block
  readonly next: number
}

function readBlock(lines: readonly string[], at: number, depth: number): Read {
  const line = lines[at] ?? ''
  if (line.trim() === '') return { next: at + 1 }
  const [, marks, title = ''] = heading.exec(line) ?? []
  if (marks !== undefined)
    return { block: { kind: 'heading', level: marks.length, text: title }, next: at + 1 }
  const [, mark] = fence.exec(line) ?? []
  if (mark !== undefined) return readCode(lines, at + 1, mark)
  if (rule.test(line)) return { block: { kind: 'rule' }, next: at + 1 }
  if (line.startsWith('>') && depth < deepest) return readQuote(lines, at, depth)
  if (item.test(line)) return readList(lines, at)
  if (line.includes('|') && divider.test(lines[at + 1] ?? '')) return readTable(lines, at)
  return readParagraph(lines, at)
}

function readCode(lines: readonly string[], from: number, mark: string): Read {
  const end = lines.findIndex((line, at) => at >= from && line.trim().startsWith(mark))
  const until = end < 0 ? lines.length : end
  return { block: { kind: 'code', text: lines.slice(from, until).join('\n') }, next: until + 1 }
}

function readQuote(lines: readonly string[], from: number, depth: number): Read {
  let at = from
  while ((lines[at] ?? '').startsWith('>')) at += 1
  const inner = lines.slice(from, at).map((line) => line.replace(/^> ?/, ''))
  return { block: { kind: 'quote', blocks: parseLines(inner, depth + 1) }, next: at }
}

function readList(lines: readonly string[], from: number): Read {
  const isOrdered = item.exec(lines[from] ?? '')?.[1] !== undefined
  const items: string[] = []
  let at = from
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const found = item.exec(line)
    const isMore = /^\s+\S/.test(line) && items.length > 0
    if (found !== null) items.push(found[2] ?? '')
    else if (isMore) items.push(`${items.pop() ?? ''} ${line.trim()}`)
    else break
    at += 1
  }
  return { block: { kind: 'list', isOrdered, items }, next: at }
}

function readTable(lines: readonly string[], from: number): Read {
  let at = from + 2
  while ((lines[at] ?? '').includes('|')) at += 1
  const head = cellsOf(lines[from] ?? '')
  const rows = lines.slice(from + 2, at).map((line) => {
    const cells = cellsOf(line)
    return head.map((_, place) => cells[place] ?? '')
  })
  return { block: { kind: 'table', head, rows }, next: at }
}

function cellsOf(line: string): string[] {
  const bare = line.trim().replace(/^\|/, '').replace(/\|$/, '')
  return bare.split('|').map((cell) => cell.trim())
}

function readParagraph(lines: readonly string[], from: number): Read {
  let at = from + 1
  while (at < lines.length && !isBegin(lines, at)) at += 1
  return { block: { kind: 'paragraph', text: lines.slice(from, at).join('\n').trim() }, next: at }
}

function isBegin(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  return (
    line.trim() === '' ||
    heading.test(line) ||
    fence.test(line) ||
    rule.test(line) ||
    line.startsWith('>') ||
    item.test(line)
  )
}
