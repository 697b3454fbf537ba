/** Where fine dust is measured; `dust` is the median of a day there. */
export const sensors = [
  { city: 'Stockholm', country: 'Sweden', street: 'Hornsgatan', dust: 7.6, warmth: 8, wind: 4.5 },
  { city: 'Dublin', country: 'Ireland', street: 'Pearse Street', dust: 7.2, warmth: 10.5, wind: 6 },
  {
    city: 'Kraków',
    country: 'Poland',
    street: 'Aleja Krasińskiego',
    dust: 11.5,
    warmth: 9,
    wind: 3.5,
  },
] as const

export type Sensor = (typeof sensors)[number]
export type City = Sensor['city']
export const cities = sensors.map(({ city }) => city)
