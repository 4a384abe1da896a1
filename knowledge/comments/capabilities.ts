import { listComments, listReportedComments } from './list-comments.ts';
import { giveThanks, takeThanksBack } from './thank.ts';
import { addComment, deleteComment, editComment, hideComment, reportComment } from './write-comment.ts';

/** What people can say on a published case, for the one list. */
export const commentCapabilities = {
  listComments,
  listReportedComments,
  giveThanks,
  takeThanksBack,
  addComment,
  editComment,
  deleteComment,
  reportComment,
  hideComment,
} as const;
