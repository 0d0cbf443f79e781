import { exposePage } from './expose-page'

exposePage('phone')
