import { deriveGroup, float } from 'groundswell'
import { swells } from './swells.ts'

/** Made of each swell as it comes in, and made anew where a bulletin tells it anew. */
export const energy = deriveGroup({
  name: 'energy',
  description: 'How much energy the swells bring that arrive',
  from: swells,
  columns: {
    power: float({ unit: 'm²s', min: 0, description: 'Grows as the energy of the swell does' }),
  },
  rows: ({ height, period }) => ({ power: height ** 2 * period }),
})
