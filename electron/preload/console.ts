import { exposePage } from './expose-page'

exposePage('console')
