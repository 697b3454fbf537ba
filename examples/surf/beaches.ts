/** A beach with the point off it that the wave model reports. */
export interface Beach {
  /** As it stands in bulletins and reports. */
  readonly id: string
  readonly name: string
  readonly latitude: number
  readonly longitude: number
  /** Where a swell that comes in straight travels to, in degrees. */
  readonly facing: number
  /** How far from straight, in degrees, a swell keeps most of its height. */
  readonly window: number
  /** How much of the open sea's swell arrives: 1 on an open coast. */
  readonly exposure: number
}

export const beaches: readonly Beach[] = [
  {
    id: 'lahinch',
    name: 'Lahinch',
    latitude: 52.93,
    longitude: -9.34,
    facing: 70,
    window: 55,
    exposure: 1,
  },
  {
    id: 'easkey',
    name: 'Easkey',
    latitude: 54.29,
    longitude: -8.96,
    facing: 85,
    window: 50,
    exposure: 1.15,
  },
  {
    id: 'inchydoney',
    name: 'Inchydoney',
    latitude: 51.6,
    longitude: -8.86,
    facing: 45,
    window: 45,
    exposure: 0.8,
  },
]
