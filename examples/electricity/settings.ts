import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  prices: {
    default: 'deliveries/prices',
    description: 'Folder or URL of the prices, one file a day',
  },
  weather: { default: 'deliveries/weather', description: 'Folder or URL of what was measured' },
  outlook: {
    default: 'deliveries/outlook',
    description: 'Folder or URL of the weather that is expected, five days ahead',
  },
  simulate: {
    default: true,
    description: 'Write the files that a world of ours would deliver; false where real ones come',
  },
  deliveries: { default: 'deliveries', description: 'Where simulated files are written' },
  historyDays: {
    default: 730,
    description: 'How far back simulated files go, at the first start',
  },
  seed: { default: 'electricity', description: 'Of the simulated weather and market' },
})
