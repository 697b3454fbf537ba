import type { Hashed } from './category-encoders.ts'
import type { FittedTfIdf } from './fitted-encoder.ts'
import { murmurHash } from './murmur-hash.ts'
import { toWords } from './words.ts'

/** Writes the features of a text in 64 bits from `place` on. */
export type WriteText = (text: string | undefined, out: Float64Array, place: number) => void

export function textVector(of: FittedTfIdf | Hashed): WriteText {
  return of.kind === 'tfIdf' ? weighWords(of) : hashText(of)
}

/** A word's count by its weight, all brought to length 1. */
function weighWords({ terms, weights }: FittedTfIdf): WriteText {
  const places = new Map(terms.map((term, place) => [term, place]))
  return (text, out, start) => {
    out.fill(0, start, start + terms.length)
    for (const word of toWords(text ?? '')) {
      const place = places.get(word)
      if (place !== undefined) out[start + place] = (out[start + place] ?? 0) + 1
    }
    let squares = 0
    for (const [place, weight] of weights.entries()) {
      const value = (out[start + place] ?? 0) * weight
      out[start + place] = value
      squares += value * value
    }
    if (squares === 0) return
    const length = Math.sqrt(squares)
    for (let place = start; place < start + terms.length; place += 1) {
      out[place] = (out[place] ?? 0) / length
    }
  }
}

/** Half of the hashes count down, so that what falls together cancels out on average. */
function hashText({ features }: Hashed): WriteText {
  return (text, out, start) => {
    out.fill(0, start, start + features)
    if (text === undefined || text === '') return
    const hash = murmurHash(text)
    out[start + (Math.abs(hash) % features)] = hash < 0 ? -1 : 1
  }
}
