import { defineSettings } from 'groundswell'

export const settings = defineSettings({
  passengers: {
    default: 'deliveries/passengers',
    description: 'Folder or URL of passenger lists',
  },
  outcomes: {
    default: 'deliveries/outcomes',
    description: 'Folder or URL of what became of passengers',
  },
  simulate: {
    default: true,
    description: 'Make passengers up; false where lists come from elsewhere',
  },
  deliveries: { default: 'deliveries', description: 'Where made up lists are written' },
  dailyDays: {
    default: 30,
    description: 'How many days of one passenger each there are already, at the first start',
  },
  seed: { default: 'titanic', description: 'Of the made up passengers' },
})
