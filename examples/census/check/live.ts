// Asks a service that runs, and says what it answered: node check/live.ts http://127.0.0.1:4300
import { clerk, manager } from './people.ts'

const [, , base = 'http://127.0.0.1:4300'] = process.argv
const service = `${base.replace(/\/$/, '')}/services/census`

const greeted = await fetch(service, { headers: { accept: 'application/json' } })
const { greeting } = (await greeted.json()) as { readonly greeting?: string }
console.log(`GET ${service}: ${greeted.status}, ${greeting ?? 'no greeting'}`)
let isWell = greeted.ok && greeting !== undefined

for (const [wanted, person] of [
  ['<=50K', clerk],
  ['>50K', manager],
] as const) {
  const answered = await fetch(`${service}/predict?probabilities=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  })
  const { predictions = [] } = (await answered.json()) as {
    readonly predictions?: readonly {
      readonly predictionId: string
      readonly probabilities: Readonly<Record<string, number>>
    }[]
  }
  const { predictionId = 'nothing', probabilities = {} } = predictions[0] ?? {}
  const [said = 'nothing'] =
    Object.entries(probabilities).toSorted(([, a], [, b]) => b - a)[0] ?? []
  console.log(`POST ${service}/predict: ${answered.status}, ${said} (${predictionId})`)
  isWell &&= answered.ok && said === wanted
}

console.log(isWell ? 'It is well.' : 'Something is wrong.')
process.exitCode = isWell ? 0 : 1
