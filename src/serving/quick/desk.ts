import { webAssembly } from '../../learn/index.ts'

/** Longer bodies go another way. */
export const mostBodyBytes = 2 ** 18
/** So much of a text is compared at once; what stands behind its end is looked at too, and has to be there. */
export const chunkBytes = 16
const slack = 256
/** A number takes at least five bytes of a body with what stands before it, a row eight. */
const mostNumbers = Math.ceil(mostBodyBytes / 5)
const mostRows = Math.ceil(mostBodyBytes / 8)
/** No number takes more as JSON, with a comma. */
export const mostNumeralBytes = 26
/** Of the rows of an answer. */
export const mostAnswerBytes = 2 ** 21
/** So many signs at the end of an id are random. */
export const idSigns = 8

const sizes = {
  words: 256,
  powers: 256,
  signs: 64,
  columns: 2 ** 15,
  pieces: 2 ** 17,
  texts: 2 ** 13,
  body: mostBodyBytes + slack,
  values: 8 * mostNumbers,
  rows: 8 * mostRows,
  random: idSigns * mostRows,
  numbers: mostBodyBytes + slack,
  packed: mostBodyBytes / 2 + slack,
  ids: idSigns * mostRows,
  numerals: mostNumeralBytes * mostRows,
  answer: mostAnswerBytes + slack,
} as const

type DeskPlaces = Readonly<
  Record<keyof typeof sizes, { readonly at: number; readonly size: number }>
>

/** Where things are in the memory of the kernels. */
export const deskPlaces = placesOf(sizes)

const pageCount = Math.ceil(Object.values(sizes).reduce((sum, size) => sum + size, 0) / 65_536)

/**
 * The memory in which requests are read and answered, one after the other: always the same, as the machine's code is
 * made for it. What is not touched takes none of the machine's.
 */
export const deskMemory = new webAssembly.Memory({
  initial: pageCount,
  maximum: pageCount,
  shared: false,
})

export function deskBytes(name: keyof DeskPlaces): Buffer {
  const { at, size } = deskPlaces[name]
  return Buffer.from(deskMemory.buffer as ArrayBuffer, at, size)
}

function placesOf(all: Readonly<Record<keyof typeof sizes, number>>): DeskPlaces {
  let end = 0
  const places = Object.entries(all).map(([name, size]) => {
    const at = end
    end += size
    return [name, { at, size }] as const
  })
  return Object.fromEntries(places) as DeskPlaces
}
