import { StatementSync } from 'node:sqlite'

// Imported before a command (NODE_OPTIONS): ends its process, without a goodbye, right before the first statement of
// the metadata database that DIE_AT matches. What was not committed by then is not there afterwards.
const dieAt = new RegExp(process.env['DIE_AT'] ?? '(?!)')
const { run } = StatementSync.prototype

StatementSync.prototype.run = function runOrDie(this: StatementSync, ...values: unknown[]) {
  const texts = values.filter((value) => typeof value === 'string')
  if (dieAt.test([this.sourceSQL, ...texts].join(' '))) process.kill(process.pid, 'SIGKILL')
  return Reflect.apply(run, this, values) as ReturnType<typeof run>
}
