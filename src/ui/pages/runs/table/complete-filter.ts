/** A piece of text that could stand where the cursor is. */
export interface Proposal {
  readonly text: string
  /** What it is, for the reader. */
  readonly about: string
}

export interface Completion {
  /** What is replaced, from here … */
  readonly from: number
  /** … to here. */
  readonly until: number
  readonly proposals: readonly Proposal[]
}

/** A column that a filter may name. */
export interface FilterField {
  /** As it stands in a filter: "metrics.loss", "params.`batch size`", "status". */
  readonly name: string
  readonly about: string
  readonly isNumber: boolean
  /** May be missing, and asked for with IS NULL. */
  readonly isOptional: boolean
  /** Texts that were seen in it. */
  readonly values: readonly string[]
}

const mostProposals = 12

/** What could come next in a filter, by what stands before the cursor. */
export function completeFilter(
  text: string,
  cursor: number,
  fields: readonly FilterField[],
): Completion {
  const tokens = tokensOf(text.slice(0, cursor))
  const last = tokens.at(-1)
  const isOpen = last !== undefined && last.end === cursor && !/^[(),]$/.test(last.text)
  const [before, typed] = isOpen ? [tokens.slice(0, -1), last.text] : [tokens, '']
  const from = isOpen ? last.start : cursor
  const proposals = proposalsFor(before, typed, fields)
  return {
    from,
    until: endOfWord(text, cursor, isOpen),
    proposals: proposals.slice(0, mostProposals),
  }
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

const pattern =
  /(?:[^\s=<>!(),'"`]*`[^`]*`?)|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|!=|>=|<=|[=<>!(),]|[^\s=<>!(),'"`]+/g

function tokensOf(text: string): Token[] {
  return [...text.matchAll(pattern)].map((found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }))
}

function endOfWord(text: string, cursor: number, isOpen: boolean): number {
  if (!isOpen) return cursor
  const rest = /^[^\s=<>!(),'"`]*/.exec(text.slice(cursor))
  return cursor + (rest?.[0].length ?? 0)
}

function proposalsFor(
  before: readonly Token[],
  typed: string,
  fields: readonly FilterField[],
): Proposal[] {
  const words = before.map(({ text }) => text)
  const place = placeAfter(words, fields)
  switch (place.kind) {
    case 'field':
      return [...fieldProposals(typed, fields), ...nameProposals(typed, words, fields)]
    case 'operator':
      return matching(typed, operatorsOf(place.field))
    case 'value':
      return valueProposals(typed, place.field)
    case 'joint':
      return matching(
        typed,
        place.isWithin ? [...joints, { text: ')', about: 'ends the group' }] : joints,
      )
  }
}

type Place =
  | { readonly kind: 'field' }
  | { readonly kind: 'operator' | 'value'; readonly field: FilterField | undefined }
  | { readonly kind: 'joint'; readonly isWithin: boolean }

/** Walks through what is there: field, operator, value, AND, field … */
function placeAfter(words: readonly string[], fields: readonly FilterField[]): Place {
  let place: Place = { kind: 'field' }
  let depth = 0
  let inList = false
  for (const word of words) {
    const upper = word.toUpperCase()
    if (inList) {
      if (word === ')') [inList, place] = [false, { kind: 'joint', isWithin: depth > 0 }]
    } else if (place.kind === 'field') {
      if (word === '(') depth += 1
      else if (upper !== 'NOT') place = { kind: 'operator', field: findField(word, fields) }
    } else if (place.kind === 'operator') {
      if (upper === 'NOT' || upper === 'IS') continue
      if (upper === 'NULL') place = { kind: 'joint', isWithin: depth > 0 }
      else place = { kind: 'value', field: place.field }
    } else if (place.kind === 'value') {
      if (word === '(') inList = true
      else place = { kind: 'joint', isWithin: depth > 0 }
    } else if (word === ')') {
      depth = Math.max(0, depth - 1)
      place = { kind: 'joint', isWithin: depth > 0 }
    } else place = { kind: 'field' }
  }
  return place
}

function findField(word: string, fields: readonly FilterField[]): FilterField | undefined {
  const plain = word.replaceAll('`', '')
  return fields.find(({ name }) => name.replaceAll('`', '') === plain)
}

function fieldProposals(typed: string, fields: readonly FilterField[]): Proposal[] {
  const wanted = typed.replaceAll('`', '').toLowerCase()
  const rank = (name: string) => name.replaceAll('`', '').toLowerCase().indexOf(wanted)
  const found = fields
    .map((field) => ({ field, at: rank(field.name) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1))
  const proposals = found.map(({ field }) => ({ text: field.name, about: field.about }))
  return typed === '' || 'NOT'.startsWith(typed.toUpperCase())
    ? [
        ...proposals.slice(0, mostProposals - 1),
        { text: 'NOT', about: 'turns what follows around' },
      ]
    : proposals
}

/** A word that is no field is likely a part of a name. */
function nameProposals(
  typed: string,
  before: readonly string[],
  fields: readonly FilterField[],
): Proposal[] {
  if (before.length > 0 || !/^\w[\w-]*$/.test(typed) || findField(typed, fields) !== undefined)
    return []
  return [{ text: `run_name ILIKE '%${typed}%'`, about: `names that hold “${typed}”` }]
}

const numberOperators = [
  ['=', 'is'],
  ['!=', 'is not'],
  ['<', 'is less than'],
  ['<=', 'is at most'],
  ['>', 'is more than'],
  ['>=', 'is at least'],
].map(([text = '', about = '']) => ({ text, about }))

const textOperators = [
  ['=', 'is'],
  ['!=', 'is not'],
  ['LIKE', 'looks like, % for anything'],
  ['ILIKE', 'the same, in small or large letters'],
  ['IN', 'is one of a list'],
  ['NOT IN', 'is none of a list'],
].map(([text = '', about = '']) => ({ text, about }))

const nullOperators = [
  { text: 'IS NULL', about: 'is not there' },
  { text: 'IS NOT NULL', about: 'is there' },
]

function operatorsOf(field: FilterField | undefined): readonly Proposal[] {
  const own = field?.isNumber === true ? numberOperators : textOperators
  return field?.isOptional === true ? [...own, ...nullOperators] : own
}

const joints: readonly Proposal[] = [
  { text: 'AND', about: 'both hold' },
  { text: 'OR', about: 'one of both holds' },
]

function valueProposals(typed: string, field: FilterField | undefined): Proposal[] {
  const wanted = typed.replace(/^['"]/, '').toLowerCase()
  const values = (field?.values ?? []).filter((value) => value.toLowerCase().includes(wanted))
  const isNumber = field?.isNumber === true
  return values.map((value) => ({
    text: isNumber ? value : `'${value.replaceAll("'", "''")}'`,
    about: isNumber ? 'seen among these runs' : '',
  }))
}

function matching(typed: string, all: readonly Proposal[]): Proposal[] {
  const wanted = typed.toUpperCase()
  return all.filter(({ text }) => text.startsWith(wanted) && text !== wanted)
}

/** The filter with a proposal in the place of what was typed, and where the cursor is then. */
export function acceptProposal(
  text: string,
  { from, until }: Pick<Completion, 'from' | 'until'>,
  proposal: Proposal,
): { readonly text: string; readonly cursor: number } {
  const rest = text.slice(until)
  const inserted = rest.startsWith(' ') ? proposal.text : `${proposal.text} `
  const made = text.slice(0, from) + inserted
  return { text: made + rest, cursor: made.length + (rest.startsWith(' ') ? 1 : 0) }
}
