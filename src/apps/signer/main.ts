import { must } from '../../kernel/result.ts';
import { answerOrders } from '../../platform/log/signer/answer-orders.ts';

// The process of the signer; `createProcessSigner` starts it.
await answerOrders(must(process.argv[2], 'Sign: expected the folder of the keys'));
