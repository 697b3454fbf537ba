import type { LoggedRunReply, RunStatus } from '../../../../api/index.ts'

const statuses: Readonly<Record<LoggedRunReply['status'], RunStatus>> = {
  RUNNING: 'open',
  SCHEDULED: 'open',
  FINISHED: 'succeeded',
  FAILED: 'failed',
  KILLED: 'interrupted',
}

/** The state of a run in our words, where a program has told it in those of MLflow. */
export function statusOfLogged(status: LoggedRunReply['status']): RunStatus {
  return statuses[status]
}
