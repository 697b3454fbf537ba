import type { RequestListener } from 'node:http'
import fastify from 'fastify'
import type { OpenedProject } from '../../project/index.ts'
import { addMlflow } from './add-mlflow.ts'

/** Answers MLflow's clients without a server of the whole: for the programs of a step. */
export async function answerMlflow(project: OpenedProject): Promise<RequestListener> {
  const app = fastify()
  addMlflow(app, { project })
  await app.ready()
  return (request, response) => app.routing(request, response)
}
