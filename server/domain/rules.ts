import type { CommandName, Input, Output } from "#shared/commands.ts";
import type { Caller, Deps } from "./deps.ts";
import {
  listDiscussions,
  listDrafts as listDraftDiscussions,
  listTemplates,
} from "./discussions/list-discussions.ts";
import {
  closeDiscussion,
  copyDiscussion,
  createDiscussion,
  openDiscussion,
  updateDiscussion,
} from "./discussions/write-discussion.ts";
import { dropDraft, listDrafts, saveDraft } from "./drafts/drafts.ts";
import { readFile } from "./files/read-file.ts";
import { dropFile, putFile } from "./files/send-file.ts";
import { findPeople } from "./finding/find-people.ts";
import { findPosts } from "./finding/find-posts.ts";
import { readExposure } from "./impressions/read-exposure.ts";
import { reportImpressions } from "./impressions/report-impressions.ts";
import { acceptGuidelines, readAccepted } from "./members/accept-guidelines.ts";
import { giveContact, listContacts, readOwnContact, withdrawContact } from "./members/contacts.ts";
import { muteMember, unmuteMember } from "./members/mute.ts";
import { listOwnContacts } from "./members/own-contacts.ts";
import { grantRole, invite, listMembers, revokeRole } from "./members/roles.ts";
import { confirmVoice, listVoices, withdrawVoice } from "./members/voices.ts";
import { acceptLink } from "./people/accept-link.ts";
import { changePassword } from "./people/change-password.ts";
import { readAccount } from "./people/read-account.ts";
import { readLink } from "./people/read-link.ts";
import { refreshSession } from "./people/refresh.ts";
import { registerAccount } from "./people/register.ts";
import { signIn } from "./people/sign-in.ts";
import { signOut, signOutEverywhere } from "./people/sign-out.ts";
import { showAnswering } from "./posts/answering.ts";
import { readTranslator, translateByMachine } from "./posts/machine-translate.ts";
import {
  approvePost,
  hidePost,
  pinPost,
  rejectPost,
  restorePost,
  unpinPost,
} from "./posts/moderate-post.ts";
import { markOfficial, unmarkOfficial } from "./posts/official-answers.ts";
import { listSupported, supportPost } from "./posts/support-post.ts";
import { tagPost } from "./posts/topics.ts";
import { translatePost, untranslatePost } from "./posts/translate-post.ts";
import { createPost, editPost, withdrawPost } from "./posts/write-post.ts";
import {
  addQuestion,
  lockQuestion,
  unlockQuestion,
  updateQuestion,
} from "./questions/write-question.ts";
import { joinDiscussion, leaveDiscussion, readDiscussion } from "./reading/discussion-read.ts";
import { readParticipation } from "./reading/participation.ts";
import {
  listPosts,
  locatePost,
  readContext,
  readPost,
  readRevisions,
} from "./reading/post-read.ts";
import { listUnread, markSeen } from "./reading/unread.ts";
import { addToSpace, removeFromSpace } from "./spaces/list-in-space.ts";
import { listSpaces, readSpace } from "./spaces/read-spaces.ts";
import { createSpace, updateSpace } from "./spaces/write-space.ts";

/** The rule behind each command. One without a rule doesn't compile. */
export const rules: {
  [N in CommandName]: (deps: Deps, caller: Caller, input: Input<N>) => Promise<Output<N>>;
} = {
  "account:register": registerAccount,
  "account:sign-in": signIn,
  "account:refresh": refreshSession,
  "account:sign-out": signOut,
  "account:sign-out-everywhere": signOutEverywhere,
  "account:change-password": changePassword,
  "account:read": readAccount,
  "link:read": readLink,
  "link:accept": acceptLink,
  "discussion:list": listDiscussions,
  "discussion:drafts": listDraftDiscussions,
  "discussion:templates": listTemplates,
  "space:list": listSpaces,
  "space:read": readSpace,
  "space:create": createSpace,
  "space:update": updateSpace,
  "space:add-discussion": addToSpace,
  "space:remove-discussion": removeFromSpace,
  "discussion:read": readDiscussion,
  "discussion:join": joinDiscussion,
  "discussion:leave": leaveDiscussion,
  "discussion:seen": markSeen,
  "discussion:unread": listUnread,
  "discussion:create": createDiscussion,
  "discussion:copy": copyDiscussion,
  "discussion:update": updateDiscussion,
  "discussion:open": openDiscussion,
  "discussion:close": closeDiscussion,
  "question:add": addQuestion,
  "question:update": updateQuestion,
  "question:lock": lockQuestion,
  "question:unlock": unlockQuestion,
  "post:create": createPost,
  "post:edit": editPost,
  "post:answering": showAnswering,
  "draft:list": listDrafts,
  "draft:save": saveDraft,
  "draft:drop": dropDraft,
  "file:put": putFile,
  "file:drop": dropFile,
  "file:read": readFile,
  "guidelines:accept": acceptGuidelines,
  "guidelines:accepted": readAccepted,
  "post:support": supportPost,
  "post:supported": listSupported,
  "impressions:report": reportImpressions,
  "discussion:exposure": readExposure,
  "discussion:participation": readParticipation,
  "post:withdraw": withdrawPost,
  "post:translate": translatePost,
  "post:untranslate": untranslatePost,
  "post:machine-translate": translateByMachine,
  "discussion:translator": readTranslator,
  "post:read": readPost,
  "post:context": readContext,
  "post:locate": locatePost,
  "post:list": listPosts,
  "post:find": findPosts,
  "post:revisions": readRevisions,
  "post:hide": hidePost,
  "post:restore": restorePost,
  "post:pin": pinPost,
  "post:unpin": unpinPost,
  "post:mark-official": markOfficial,
  "post:unmark-official": unmarkOfficial,
  "post:tag": tagPost,
  "post:approve": approvePost,
  "post:reject": rejectPost,
  "member:list": listMembers,
  "member:grant": grantRole,
  "member:invite": invite,
  "member:revoke": revokeRole,
  "member:mute": muteMember,
  "member:unmute": unmuteMember,
  "voice:list": listVoices,
  "voice:confirm": confirmVoice,
  "voice:withdraw": withdrawVoice,
  "contact:mine": readOwnContact,
  "contact:give": giveContact,
  "contact:withdraw": withdrawContact,
  "contact:list": listContacts,
  "contact:where": listOwnContacts,
  "people:find": findPeople,
};
