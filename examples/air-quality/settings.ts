import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  air: {
    default: 'deliveries/air',
    description: 'Folder or URL of what sensors measured, a file a day',
  },
  weather: {
    default: 'deliveries/weather',
    description: 'Folder or URL of weather forecasts of seven days, a file a day',
  },
  simulate: { default: true, description: 'Make days up; false where files come from elsewhere' },
  deliveries: { default: 'deliveries', description: 'Where made up files are written' },
  historyDays: { default: 600, description: 'How far back made up files go, at the first start' },
  leastDays: { default: 180, description: 'Of fewer measured days nothing is learned' },
  seed: { default: 'air', description: 'Of the made up weather and air' },
})
