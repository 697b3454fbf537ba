import { defineSettings } from 'groundswell'

/** What may differ from place to place. Set by SWELL_SET_COUNTS=…, in .env, or by --set counts=… */
export const settings = defineSettings({
  counts: { default: 'data/counts', description: 'Folder or URL of the weekly counts' },
  weather: { default: 'data/weather', description: 'Folder or URL of the weather forecasts' },
})
