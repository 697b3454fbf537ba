/** The four price areas of Sweden, from north to south. */
export const areas = [
  { id: 'SE1', city: 'Luleå', warmth: 2, price: 340, spread: 0.75 },
  { id: 'SE2', city: 'Sundsvall', warmth: 4, price: 360, spread: 0.8 },
  { id: 'SE3', city: 'Stockholm', warmth: 8, price: 520, spread: 1.1 },
  { id: 'SE4', city: 'Malmö', warmth: 9.5, price: 610, spread: 1.3 },
] as const

export type Area = (typeof areas)[number]
