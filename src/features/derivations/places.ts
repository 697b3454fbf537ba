import type { DerivedFeature, Feature } from '../views/feature.ts'
import { featuresErrors } from '../errors.ts'
import { deriveTextWith, deriveWith } from './derive-with.ts'

/** Two features that are degrees: north and east are positive. */
export interface PlaceFeatures {
  readonly latitude: Feature<number> | Feature<number | undefined>
  readonly longitude: Feature<number> | Feature<number | undefined>
}

interface Place {
  readonly latitude: number
  readonly longitude: number
}

/** The mean radius of the earth (IUGG). */
const earthRadiusKm = 6371.0088

/** The way over a sphere between two places in kilometres (haversine): within 0.6 % of the earth’s shape. */
export function haversineKm(from: Place, to: Place): number {
  const radians = Math.PI / 180
  const north = Math.sin(((to.latitude - from.latitude) * radians) / 2)
  const east = Math.sin(((to.longitude - from.longitude) * radians) / 2)
  const shrink = Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians)
  const chord = north * north + shrink * east * east
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)))
}

const geohashLetters = '0123456789bcdefghjkmnpqrstuvwxyz'

/** Niemeyer’s geohash: with 5 letters a cell is some 5 km wide, with 7 some 150 m. */
export function geohash({ latitude, longitude }: Place, letters: number): string | undefined {
  if (!isPlace({ latitude, longitude })) return undefined
  const bounds = { latitude: [-90, 90], longitude: [-180, 180] }
  let text = ''
  let isEast = true
  while (text.length < letters) {
    let place = 0
    for (let bit = 0; bit < 5; bit += 1) {
      const [low = 0, high = 0] = isEast ? bounds.longitude : bounds.latitude
      const middle = (low + high) / 2
      const isAbove = (isEast ? longitude : latitude) >= middle
      place = place * 2 + (isAbove ? 1 : 0)
      bounds[isEast ? 'longitude' : 'latitude'] = isAbove ? [middle, high] : [low, middle]
      isEast = !isEast
    }
    text += geohashLetters[place] ?? ''
  }
  return text
}

/** The cell of a grid of so many degrees, by its south-western corner’s place in it: `53:-10`. */
export function gridCell({ latitude, longitude }: Place, degrees: number): string | undefined {
  if (!isPlace({ latitude, longitude })) return undefined
  return `${Math.floor(latitude / degrees)}:${Math.floor(longitude / degrees)}`
}

function isPlace({ latitude, longitude }: Place): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
}

/** Kilometres between two places, as a feature. */
export function distance(from: PlaceFeatures, to: PlaceFeatures): DerivedFeature<number> {
  const inputs = {
    fromLatitude: from.latitude,
    fromLongitude: from.longitude,
    toLatitude: to.latitude,
    toLongitude: to.longitude,
  }
  return deriveWith(
    inputs,
    (row: Readonly<Record<keyof typeof inputs, number>>) =>
      haversineKm(
        { latitude: row.fromLatitude, longitude: row.fromLongitude },
        { latitude: row.toLatitude, longitude: row.toLongitude },
      ),
    { distance: 'haversine' },
    { unit: 'km' },
  )
}

/** The cell that a place lies in, as a text: of a geohash of so many letters, or a grid of so many degrees. */
export function cell(
  { latitude, longitude }: PlaceFeatures,
  by: { readonly geohash: number } | { readonly degrees: number },
): DerivedFeature<string | undefined> {
  checkCell(by)
  return deriveTextWith(
    { latitude, longitude },
    (row: Place) => ('geohash' in by ? geohash(row, by.geohash) : gridCell(row, by.degrees)),
    { cell: by },
  )
}

function checkCell(by: { readonly geohash: number } | { readonly degrees: number }): void {
  const isRight =
    'geohash' in by
      ? Number.isInteger(by.geohash) && by.geohash >= 1 && by.geohash <= 12
      : by.degrees > 0 && by.degrees <= 180
  if (!isRight) throw featuresErrors.notACell({ found: JSON.stringify(by) })
}
