import { isSwellError } from '../src/base/index.ts'

/** What a reader wants to know of an error, with ‹names› where a case has values. */
export interface ErrorDescription {
  readonly kind: string
  readonly message: string
  readonly hint: string | undefined
}

/** Describes a maker of `defineErrors`, or a plain declaration of the browser's client. */
export function describeError(declaration: unknown): ErrorDescription {
  const made = isMaker(declaration) ? declaration(placeholder('value')) : undefined
  if (isSwellError(made)) {
    return { kind: made.kind, message: escape(made.message), hint: mapText(made.hint) }
  }
  const { detail, hint } = declaration as { detail: (details: unknown) => string; hint?: string }
  return { kind: 'outside', message: escape(detail(placeholder('value'))), hint: mapText(hint) }
}

function isMaker(declaration: unknown): declaration is (details: unknown) => unknown {
  return typeof declaration === 'function'
}

function mapText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : escape(text)
}

/** Keeps a sentence on one line and its special characters as they are. */
function escape(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
}

/** Stands for any value: read, called, listed or joined, it ends up as its ‹name› in the text. */
function placeholder(name: string): unknown {
  return new Proxy(() => undefined, {
    get: (_, key) => {
      if (key === Symbol.toPrimitive || key === 'toString') return () => `‹${name}›`
      if (key === Symbol.iterator) return () => [placeholder(name)].values()
      if (key === 'join') return () => `‹${name}›`
      if (key === 'length') return 2
      return placeholder(typeof key === 'string' && !(key in Array.prototype) ? key : name)
    },
    apply: () => placeholder(name),
  })
}
