/** A city where people live and cards are used. */
export interface Place {
  readonly city: string
  readonly country: string
  readonly latitude: number
  readonly longitude: number
}

const table: readonly (readonly [string, string, number, number])[] = [
  ['Stockholm', 'SE', 59.33, 18.07],
  ['Gothenburg', 'SE', 57.71, 11.97],
  ['Malmö', 'SE', 55.6, 13.0],
  ['Uppsala', 'SE', 59.86, 17.64],
  ['Luleå', 'SE', 65.58, 22.15],
  ['Oslo', 'NO', 59.91, 10.75],
  ['Bergen', 'NO', 60.39, 5.32],
  ['Trondheim', 'NO', 63.43, 10.4],
  ['Copenhagen', 'DK', 55.68, 12.57],
  ['Aarhus', 'DK', 56.16, 10.2],
  ['Helsinki', 'FI', 60.17, 24.94],
  ['Tampere', 'FI', 61.5, 23.79],
  ['Berlin', 'DE', 52.52, 13.4],
  ['Hamburg', 'DE', 53.55, 9.99],
  ['Munich', 'DE', 48.14, 11.58],
  ['Paris', 'FR', 48.86, 2.35],
  ['Lyon', 'FR', 45.76, 4.84],
  ['Madrid', 'ES', 40.42, -3.7],
  ['Barcelona', 'ES', 41.39, 2.17],
  ['Rome', 'IT', 41.9, 12.5],
  ['Milan', 'IT', 45.46, 9.19],
  ['London', 'GB', 51.51, -0.13],
  ['Manchester', 'GB', 53.48, -2.24],
  ['Dublin', 'IE', 53.35, -6.26],
  ['New York', 'US', 40.71, -74.01],
  ['Miami', 'US', 25.76, -80.19],
  ['São Paulo', 'BR', -23.55, -46.63],
  ['Lagos', 'NG', 6.52, 3.38],
  ['Bangkok', 'TH', 13.76, 100.5],
  ['Sydney', 'AU', -33.87, 151.21],
]

export const places: readonly Place[] = table.map(([city, country, latitude, longitude]) => ({
  city,
  country,
  latitude,
  longitude,
}))

const neighbours: Readonly<Record<string, readonly string[]>> = {
  SE: ['NO', 'DK', 'FI'],
  NO: ['SE', 'DK'],
  DK: ['SE', 'NO', 'DE'],
  FI: ['SE'],
  DE: ['DK', 'FR'],
  FR: ['DE', 'ES', 'IT'],
  ES: ['FR'],
  IT: ['FR'],
  GB: ['IE', 'FR'],
  IE: ['GB'],
}

/** Where the bank's customers live. */
export const homes = places.filter((place) => place.country in neighbours)

export function placesNextTo(country: string): readonly Place[] {
  return places.filter((place) => neighbours[country]?.includes(place.country) === true)
}

export function placesOutside(country: string): readonly Place[] {
  return places.filter((place) => place.country !== country)
}
