import { v7 as uuidv7 } from "uuid";
import {
  DiscussionId,
  PostId,
  QuestionId,
  SessionId,
  SpaceId,
  TextId,
  UserId,
} from "#shared/ids.ts";

export const newDiscussionId = (): DiscussionId => DiscussionId.parse(uuidv7());
export const newQuestionId = (): QuestionId => QuestionId.parse(uuidv7());
export const newPostId = (): PostId => PostId.parse(uuidv7());
export const newTextId = (): TextId => TextId.parse(uuidv7());
export const newUserId = (): UserId => UserId.parse(uuidv7());
export const newSessionId = (): SessionId => SessionId.parse(uuidv7());
export const newSpaceId = (): SpaceId => SpaceId.parse(uuidv7());
export const newExportId = (): string => uuidv7();
