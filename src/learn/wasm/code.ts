/** What the machine's values are: whole numbers, floating ones, and two of 64 bits side by side. */
export type Kind = 'i32' | 'i64' | 'f64' | 'v128'

export type Bytes = readonly (number | Bytes)[]

/** Code that leaves a value. */
export interface Value<K extends Kind> {
  readonly kind: K
  readonly bytes: Bytes
}

/** Code that does something and leaves nothing. */
export type Step = Bytes

/** What may stand where a value is wanted: numbers stand for themselves. */
export type Operand<K extends Kind> =
  Value<K> | (K extends 'i32' | 'f64' ? number : never) | (K extends 'i64' ? bigint : never)

type I32 = Operand<'i32'>

/** Whole numbers are without a sign where it matters. Addresses and `offset` count bytes. */
export const i32 = {
  add: two('i32', 'i32', 0x6a),
  sub: two('i32', 'i32', 0x6b),
  mul: two('i32', 'i32', 0x6c),
  and: two('i32', 'i32', 0x71),
  or: two('i32', 'i32', 0x72),
  xor: two('i32', 'i32', 0x73),
  /** How many of the lowest bits are 0. */
  zeros: one('i32', 'i32', 0x68),
  shiftLeft: two('i32', 'i32', 0x74),
  shiftRight: two('i32', 'i32', 0x76),
  equal: two('i32', 'i32', 0x46),
  unequal: two('i32', 'i32', 0x47),
  below: two('i32', 'i32', 0x49),
  from: two('i32', 'i32', 0x4f),
  load: load('i32', [0x28]),
  loadByte: load('i32', [0x2d]),
  loadShort: load('i32', [0x2f]),
  store: store('i32', [0x36]),
  storeByte: store('i32', [0x3a]),
  loadShared: load('i32', [0xfe, 0x10], 2),
  storeShared: store('i32', [0xfe, 0x17], 2),
  lowOf: one('i64', 'i32', 0xa7),
  /** Without what is behind the point; nought of what is missing. */
  ofDouble: one('f64', 'i32', 0xfc, 0x03),
}

export const i64 = {
  add: two('i64', 'i64', 0x7c),
  mul: two('i64', 'i64', 0x7e),
  and: two('i64', 'i64', 0x83),
  load: load('i64', [0x29]),
  bitsOf: one('f64', 'i64', 0xbd),
  shiftRight: two('i64', 'i64', 0x88),
  shiftLeft: two('i64', 'i64', 0x86),
  of: one('i32', 'i64', 0xad),
  store: store('i64', [0x37]),
  storeShared: store('i64', [0xfe, 0x18], 3),
}

export const f64 = {
  add: two('f64', 'f64', 0xa0),
  sub: two('f64', 'f64', 0xa1),
  mul: two('f64', 'f64', 0xa2),
  div: two('f64', 'f64', 0xa3),
  abs: one('f64', 'f64', 0x99),
  negative: one('f64', 'f64', 0x9a),
  floor: one('f64', 'f64', 0x9c),
  /** One of two, by whether something holds. */
  pick: (a: Value<'f64'>, b: Value<'f64'>, holds: Value<'i32'>): Value<'f64'> => ({
    kind: 'f64',
    bytes: [a.bytes, b.bytes, holds.bytes, 0x1b],
  }),
  min: two('f64', 'f64', 0xa4),
  equal: two('f64', 'i32', 0x61),
  unequal: two('f64', 'i32', 0x62),
  below: two('f64', 'i32', 0x63),
  above: two('f64', 'i32', 0x64),
  ofWhole: one('i32', 'f64', 0xb8),
  /** Of one of 64 bits, with its sign. */
  ofLong: one('i64', 'f64', 0xb9),
  load: load('f64', [0x2b]),
  /** Of one of 32 bits. */
  loadSingle: (at: I32): Value<'f64'> => ({
    kind: 'f64',
    bytes: [bytesOf('i32', at), 0x2a, 0, 0, 0xbb],
  }),
  store: store('f64', [0x39]),
}

/** Of floating numbers of 32 bits in memory, which a comparison needn't make any longer. */
export const f32 = {
  isAbove: (a: I32, b: I32): Value<'i32'> => compareSingles(a, b, 0x5e),
  isMissing: (a: I32): Value<'i32'> => compareSingles(a, a, 0x5c),
}

function pickBits(a: Value<'v128'>, b: Value<'v128'>, mask: Value<'v128'>): Value<'v128'> {
  return { kind: 'v128', bytes: [a.bytes, b.bytes, mask.bytes, 0xfd, 0x52] }
}

function compareSingles(a: I32, b: I32, opcode: number): Value<'i32'> {
  const loadOf = (at: I32): Bytes => [bytesOf('i32', at), 0x2a, 0, 0]
  return { kind: 'i32', bytes: [loadOf(a), loadOf(b), opcode] }
}

/** Two 64-bit numbers at once. */
export const f64x2 = {
  of: one('f64', 'v128', 0xfd, 0x14),
  abs: one('v128', 'v128', 0xfd, unsigned(0xec)),
  nearest: one('v128', 'v128', 0xfd, unsigned(0x94)),
  add: two('v128', 'v128', 0xfd, unsigned(0xf0)),
  sub: two('v128', 'v128', 0xfd, unsigned(0xf1)),
  mul: two('v128', 'v128', 0xfd, unsigned(0xf2)),
  div: two('v128', 'v128', 0xfd, unsigned(0xf3)),
  min: two('v128', 'v128', 0xfd, unsigned(0xf4)),
  max: two('v128', 'v128', 0xfd, unsigned(0xf5)),
  from: two('v128', 'v128', 0xfd, 0x4c),
  /** Of each bit that is set in `mask` the one of `a`, else of `b`. */
  pick: pickBits,
  /** Shifts the bits of both by so many. */
  shiftLeft: (a: Value<'v128'>, by: number): Value<'v128'> => ({
    kind: 'v128',
    bytes: [a.bytes, constant('i32', by), 0xfd, unsigned(0xcb)],
  }),
  first: one('v128', 'f64', 0xfd, 0x21, 0),
  second: one('v128', 'f64', 0xfd, 0x21, 1),
  equal: two('v128', 'v128', 0xfd, 0x47),
  and: two('v128', 'v128', 0xfd, 0x4e),
  /** Of two numbers of 32 bits. */
  loadSingles: (at: I32, offset = 0): Value<'v128'> => ({
    kind: 'v128',
    bytes: [bytesOf('i32', at), 0xfd, 0x5d, 0, unsigned(offset), 0xfd, 0x5f],
  }),
  load: load('v128', [0xfd, 0]),
  store: store('v128', [0xfd, 11]),
}

/** Four numbers of 32 bits at once. */
export const f32x4 = {
  of: (value: number): Value<'v128'> => f32x4.ofEach([value, value, value, value]),
  ofEach: (values: readonly number[]): Value<'v128'> => ({
    kind: 'v128',
    bytes: [0xfd, 0x0c, [...new Uint8Array(Float32Array.from(values).buffer)]],
  }),
  /** Four times one of 64 bits, rounded. */
  ofDouble: one('f64', 'v128', 0xb6, 0xfd, 0x13),
  /** Four times one in memory. */
  loadSame: load('v128', [0xfd, 0x09]),
  load: load('v128', [0xfd, 0]),
  store: store('v128', [0xfd, 11]),
  add: two('v128', 'v128', 0xfd, unsigned(0xe4)),
  sub: two('v128', 'v128', 0xfd, unsigned(0xe5)),
  mul: two('v128', 'v128', 0xfd, unsigned(0xe6)),
  div: two('v128', 'v128', 0xfd, unsigned(0xe7)),
  max: two('v128', 'v128', 0xfd, unsigned(0xe9)),
  /** As `b < a ? b : a`: the first where one is no number. */
  lower: two('v128', 'v128', 0xfd, unsigned(0xea)),
  /** As `a < b ? b : a`. */
  higher: two('v128', 'v128', 0xfd, unsigned(0xeb)),
  abs: one('v128', 'v128', 0xfd, unsigned(0xe0)),
  nearest: one('v128', 'v128', 0xfd, 0x6a),
  equal: two('v128', 'v128', 0xfd, 0x41),
  from: two('v128', 'v128', 0xfd, 0x46),
  and: two('v128', 'v128', 0xfd, 0x4e),
  /** Of each bit that is set in `mask` the one of `a`, else of `b`. */
  pick: pickBits,
  /** Shifts the bits of each by so many. */
  shiftLeft: (a: Value<'v128'>, by: number): Value<'v128'> => ({
    kind: 'v128',
    bytes: [a.bytes, constant('i32', by), 0xfd, unsigned(0xab)],
  }),
}

/** Four whole numbers at once. */
export const i32x4 = {
  lane: (a: Value<'v128'>, lane: number): Value<'i32'> => ({
    kind: 'i32',
    bytes: [a.bytes, 0xfd, 0x1b, lane],
  }),
}

/** Sixteen bytes at once, as numbers from −128 to 127. */
export const i8x16 = {
  of: (byte: number): Value<'v128'> => ({
    kind: 'v128',
    bytes: [0xfd, 0x0c, Array.from({ length: 16 }, () => byte)],
  }),
  /** In turn each of the bits of a byte. */
  ofBits: {
    kind: 'v128',
    bytes: [0xfd, 0x0c, Array.from({ length: 16 }, (_, place) => 1 << (place % 8))],
  } as Value<'v128'>,
  sub: two('v128', 'v128', 0xfd, 0x71),
  xor: two('v128', 'v128', 0xfd, 0x51),
  and: two('v128', 'v128', 0xfd, 0x4e),
  or: two('v128', 'v128', 0xfd, 0x50),
  equal: two('v128', 'v128', 0xfd, 0x23),
  /** Of the bytes of `a` those at the places that the other says; 0 where that is above 15. */
  at: two('v128', 'v128', 0xfd, 0x0e),
  /** Shifts each by so many bits. */
  shiftRight: (a: Value<'v128'>, by: number): Value<'v128'> => ({
    kind: 'v128',
    bytes: [a.bytes, constant('i32', by), 0xfd, 0x6d],
  }),
  isAnySet: one('v128', 'i32', 0xfd, 0x53),
  /** The highest bit of each, the first's lowest. */
  signs: one('v128', 'i32', 0xfd, 0x64),
  above: two('v128', 'v128', 0xfd, 0x27),
  /** As numbers from 0 to 255. */
  below: two('v128', 'v128', 0xfd, 0x26),
  /** Of each byte of `mask`, which is all ones or all zeros, the one of `a`, else of `b`. */
  pick: (a: Value<'v128'>, b: Value<'v128'>, mask: Value<'v128'>): Value<'v128'> => ({
    kind: 'v128',
    bytes: [a.bytes, b.bytes, mask.bytes, 0xfd, unsigned(0x109)],
  }),
  load: load('v128', [0xfd, 0]),
  store: store('v128', [0xfd, 11]),
}

/** Adds to shared memory, and leaves what was there before. */
export const addShared = {
  i32: (at: I32, value: I32): Value<'i32'> => ({
    kind: 'i32',
    bytes: [bytesOf('i32', at), bytesOf('i32', value), 0xfe, 0x1e, 2, 0],
  }),
  i64: (at: I32, value: Operand<'i64'>): Value<'i64'> => ({
    kind: 'i64',
    bytes: [bytesOf('i32', at), bytesOf('i64', value), 0xfe, 0x1f, 3, 0],
  }),
}

/** Waits until it is told that the word changed; not at all when it isn't `expected`. */
export function waitWhile(at: I32, expected: I32): Step {
  const forever = constant('i64', -1n)
  return [bytesOf('i32', at), bytesOf('i32', expected), forever, 0xfe, 0x01, 2, 0, 0x1a]
}

/** Wakes all who wait for the word. */
export function wake(at: I32): Step {
  return [bytesOf('i32', at), constant('i32', -1), 0xfe, 0x00, 2, 0, 0x1a]
}

export function fillBytes(at: I32, byte: I32, count: I32): Step {
  return [bytesOf('i32', at), bytesOf('i32', byte), bytesOf('i32', count), 0xfc, 11, 0]
}

/** Parts may overlap. */
export function copyBytes(to: I32, from: I32, count: I32): Step {
  return [bytesOf('i32', to), bytesOf('i32', from), bytesOf('i32', count), 0xfc, 10, 0, 0]
}

export function bytesOf<K extends Kind>(kind: K, value: Operand<K>): Bytes {
  return typeof value === 'object' ? value.bytes : constant(kind, value)
}

function constant(kind: Kind, value: number | bigint): Bytes {
  if (kind === 'i32') return [0x41, signed(BigInt(value))]
  if (kind === 'i64') return [0x42, signed(BigInt(value))]
  return [0x44, [...new Uint8Array(Float64Array.of(Number(value)).buffer)]]
}

function one<From extends Kind, To extends Kind>(from: From, to: To, ...opcode: Bytes) {
  return (a: Operand<From>): Value<To> => ({ kind: to, bytes: [bytesOf(from, a), opcode] })
}

function two<From extends Kind, To extends Kind>(from: From, to: To, ...opcode: Bytes) {
  return (a: Operand<From>, b: Operand<From>): Value<To> => ({
    kind: to,
    bytes: [bytesOf(from, a), bytesOf(from, b), opcode],
  })
}

function load<K extends Kind>(kind: K, opcode: Bytes, align = 0) {
  return (at: I32, offset = 0): Value<K> => ({
    kind,
    bytes: [bytesOf('i32', at), opcode, align, unsigned(offset)],
  })
}

function store<K extends Kind>(kind: K, opcode: Bytes, align = 0) {
  return (at: I32, value: Operand<K>, offset = 0): Step => [
    bytesOf('i32', at),
    bytesOf(kind, value),
    opcode,
    align,
    unsigned(offset),
  ]
}

/** A whole number in groups of seven bits, the lowest first (LEB128). */
export function unsigned(value: number): Bytes {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128)
  return [...bytes, rest]
}

function signed(value: bigint): Bytes {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = Number(rest & 127n)
    rest >>= 7n
    // The last group's highest bit is the sign.
    if ((rest === 0n && low < 64) || (rest === -1n && low >= 64)) return [...bytes, low]
    bytes.push(low | 128)
  }
}
