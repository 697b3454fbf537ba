import type { ServiceFormReply } from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { faceRow, readServiceForm, servingErrors } from '../../serving/index.ts'
import type { OpenServices } from '../open-services.ts'
import { toRow } from './wire-values.ts'

/** Throws `serviceNotFound` or `notReady`. */
export async function readForm(
  project: OpenedProject,
  services: OpenServices,
  name: string,
): Promise<ServiceFormReply> {
  const open = services.get(name)
  const { service } = open
  const { model, alias, version, problem } = open.state()
  if (version === undefined) throw servingErrors.notReady({ service: name, model, alias, problem })
  const form = await readServiceForm(project, service, version)
  const { classes, image, names = {} } = service
  return {
    ranges: form.ranges.map(({ values, name: column, ...range }) => ({
      ...range,
      name: names[column] ?? column,
      ...(values === undefined ? {} : { values: [...values] }),
    })),
    samples: form.samples.map((sample) => toRow(faceRow(names, sample))),
    classes: classes === undefined ? null : [...classes],
    tellsClasses: open.tellsClasses(),
    isExplained: form.isExplained,
    image:
      image === undefined
        ? null
        : { width: image.width, height: image.height, fields: [...image.fields] },
  }
}
