import { defineErrors } from '../base/index.ts'

export const siteErrors = defineErrors('site', {
  unknownTimeZone: {
    kind: 'wrong-use',
    message: (d: { timeZone: string }) => `There is no time zone named "${d.timeZone}".`,
    hint: 'Use a name of the IANA database, such as Europe/Dublin.',
  },
})
