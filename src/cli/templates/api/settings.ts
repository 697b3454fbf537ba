import { defineSettings } from 'groundswell'

/** What may differ from place to place. Set by SWELL_SET_TRIPS=…, in .env, or by --set trips=… */
export const settings = defineSettings({
  trips: { default: 'data/trips', description: 'Folder or URL of the trips of each day' },
})
