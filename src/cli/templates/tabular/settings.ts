import { defineSettings } from 'groundswell'

/** What may differ from place to place. Set by SWELL_SET_MEMBERS=…, in .env, or by --set members=… */
export const settings = defineSettings({
  members: { default: 'data/members', description: 'Folder or URL of the lists of members' },
  outcomes: { default: 'data/outcomes', description: 'Folder or URL of who left' },
})
