import { bytesOf, unsigned, type Bytes, type Kind, type Operand, type Step } from './code.ts'
import { toVariable, type Variable } from './steps.ts'

/**
 * A WebAssembly module as it is written: its functions call those that were added before. Its memory is
 * given to it as `env.memory`.
 */
export interface ModuleText {
  /** Adds a function, which the outside knows by its name. */
  add<const Kinds extends readonly Kind[]>(
    name: string,
    kinds: Kinds,
    write: (scope: Scope, ...parameters: VariablesOf<Kinds>) => Step,
  ): Callable<Kinds>
  toBytes(): Uint8Array<ArrayBuffer>
}

/** Variables of a function beside its parameters: 0 at first. */
export interface Scope {
  variable<K extends Kind>(kind: K): Variable<K>
}

export type Callable<Kinds extends readonly Kind[]> = (...operands: OperandsOf<Kinds>) => Step

type VariablesOf<Kinds extends readonly Kind[]> = { [At in keyof Kinds]: Variable<Kinds[At]> }
type OperandsOf<Kinds extends readonly Kind[]> = { [At in keyof Kinds]: Operand<Kinds[At]> }

interface WrittenFunction {
  readonly name: string
  readonly kinds: readonly Kind[]
  readonly variables: readonly Kind[]
  readonly body: Step
}

export function openModuleText({ isShared = true } = {}): ModuleText {
  const functions: WrittenFunction[] = []
  return {
    add(name, kinds, write) {
      const variables: Kind[] = []
      const scope: Scope = {
        variable(kind) {
          variables.push(kind)
          return toVariable(kind, kinds.length + variables.length - 1)
        },
      }
      const parameters = kinds.map((kind, place) => toVariable(kind, place))
      const body = write(scope, ...(parameters as VariablesOf<typeof kinds>))
      const index = functions.push({ name, kinds, variables, body }) - 1
      return (...operands) => [
        kinds.map((kind, at) => bytesOf(kind, operands[at] ?? 0)),
        0x10,
        unsigned(index),
      ]
    },
    toBytes: () => Uint8Array.from(flatten(encode(functions, isShared))),
  }
}

/** So many pages of 64 KiB: 4 GiB, the most that 32 bits address. */
export const mostPages = 65_536

function encode(functions: readonly WrittenFunction[], isShared: boolean): Bytes {
  const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  const limits = [isShared ? 0x03 : 0x01, unsigned(1), unsigned(mostPages)]
  const memory = [text('env'), text('memory'), 0x02, limits]
  return [
    magic,
    section(
      1,
      functions.map(({ kinds }) => [0x60, list(kinds.map((kind) => [kindBytes[kind]])), 0]),
    ),
    section(2, [memory]),
    section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    section(
      7,
      functions.map(({ name }, index) => [text(name), 0, unsigned(index)]),
    ),
    section(10, functions.map(encodeBody)),
  ]
}

const kindBytes = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const

function encodeBody({ variables, body }: WrittenFunction): Bytes {
  return sized([list(variables.map((kind) => [1, kindBytes[kind]])), body, 0x0b])
}

function section(id: number, items: readonly Bytes[]): Bytes {
  return [id, sized(list(items))]
}

function list(items: readonly Bytes[]): Bytes {
  return [unsigned(items.length), items]
}

function sized(bytes: Bytes): Bytes {
  const flat = flatten(bytes)
  return [unsigned(flat.length), flat]
}

function text(value: string): Bytes {
  return sized([...new TextEncoder().encode(value)])
}

function flatten(bytes: Bytes, flat: number[] = []): number[] {
  for (const item of bytes) {
    if (typeof item === 'number') flat.push(item)
    else flatten(item, flat)
  }
  return flat
}
