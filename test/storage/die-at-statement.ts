import { StatementSync } from 'node:sqlite'

// Imported before a command (NODE_OPTIONS): ends its process, without a goodbye or by the signal that DIE_BY names, right
// before the first statement of the metadata database that DIE_AT matches. What was not committed by then is not there
// afterwards. From outside no process can be ended as surely: it goes on while its reader is slow.
const dieAt = new RegExp(process.env['DIE_AT'] ?? '(?!)')
const dieBy = process.env['DIE_BY'] === 'SIGINT' ? 'SIGINT' : 'SIGKILL'
let isDying = false
const { run } = StatementSync.prototype

StatementSync.prototype.run = function runOrDie(this: StatementSync, ...values: unknown[]) {
  const texts = values.filter((value) => typeof value === 'string')
  if (!isDying && dieAt.test([this.sourceSQL, ...texts].join(' '))) {
    isDying = true
    process.kill(process.pid, dieBy)
  }
  return Reflect.apply(run, this, values) as ReturnType<typeof run>
}
