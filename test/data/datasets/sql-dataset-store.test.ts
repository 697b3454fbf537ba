import { sqlDatasetStore } from '../../../src/data/index.ts'
import { temporaryDatabase } from '../../storage/temporary-database.ts'
import { datasetStoreContract } from './dataset-store.contract.ts'

datasetStoreContract('sqlDatasetStore', async (t) => sqlDatasetStore(await temporaryDatabase(t)))
