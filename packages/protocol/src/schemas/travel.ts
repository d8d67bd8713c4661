import { choice, conditional, dateTime, list, number, object, optional, part, text } from "./field.ts";
import { addressSchema, userNameSchema } from "./person.ts";

const legSchema = object("Leg", "One section of a trip.", {
  departureTime: optional(dateTime("Departure.")),
  arrivalTime: optional(dateTime("Arrival.")),
  departureAddress: optional(part(addressSchema, "Departure address.")),
  arrivalAddress: optional(part(addressSchema, "Arrival address.")),
  carrierName: optional(text("Carrier company.", { max: 128 })),
  carrierNo: optional(text("Carrier code.", { max: 64 })),
  classType: optional(choice(["FIRSTLEVEL", "SECONDLEVEL", "THIRDLEVEL"], "Service class, 1st/2nd/3rd level.")),
  departureAirportCode: conditional("Flights.", text("IATA code of origin.", { max: 8, format: "iata" })),
  arrivalAirportCode: optional(text("IATA code of destination.", { max: 8, format: "iata" })),
  fareBasis: optional(text("Fare basis.", { isNewer: true })),
  couponNumber: optional(text("Coupon number.", { isNewer: true })),
  flightNumber: optional(text("Flight number.", { isNewer: true })),
  passengerNameRecord: optional(text("PNR.", { isNewer: true })),
});

const passengerSchema = object("Passenger", "A traveller.", {
  passengerName: optional(part(userNameSchema, "Name.")),
  passengerEmail: optional(text("Email.", { max: 64, sensitive: "personal" })),
  passengerPhoneNo: optional(text("Phone.", { max: 32, sensitive: "personal" })),
  passengerId: optional(text("Document number.", { isNewer: true, sensitive: "personal" })),
  passengerIdType: optional(
    choice(
      [
        "PASSPORT",
        "NATIONAL_ID_CARD",
        "DRIVER_LICENSE",
        "MILITARY_ID",
        "GREEN_CARD",
        "TRAVEL_DOCUMENT",
        "ALIEN_REGISTRATION_CARD",
        "BIRTH_CERTIFICATE",
        "OTHERS",
      ],
      "Document type.",
      { isNewer: true },
    ),
  ),
  passengerCode: optional(text("Passenger code.", { isNewer: true })),
});

const ancillaryServiceSchema = object("AncillaryService", "A service beside the seat.", {
  categoryCode: optional(text("Category code.")),
  subCategoryCode: optional(text("Sub-category code.")),
});

const ancillaryDataSchema = object("AncillaryData", "Services sold with a ticket.", {
  services: optional(list(ancillaryServiceSchema, "List of services.")),
  connectedTicketNumber: optional(text("Connected ticket.")),
});

export const transitSchema = object("Transit", "A trip by plane, train, ship or coach.", {
  transitType: optional(choice(["FLIGHT", "TRAIN", "CRUISE", "COACH"], "Mode of travel.")),
  legs: optional(list(legSchema, "Sections of the trip.", { max: 10 })),
  passengers: optional(list(passengerSchema, "Travellers.", { max: 100 })),
  agentCode: optional(text("Agency code.", { isNewer: true })),
  agentName: optional(text("Agency name.", { isNewer: true })),
  ticketNumber: optional(text("Ticket number.", { isNewer: true })),
  ticketIssuerCode: optional(text("Ticket issuer.", { isNewer: true })),
  restrictedTicketIndicator: optional(text("Restricted ticket flag.", { isNewer: true })),
  ancillaryData: optional(part(ancillaryDataSchema, "Ancillary services.", { isNewer: true })),
});

export const lodgingSchema = object("Lodging", "A hotel stay.", {
  hotelName: optional(text("Hotel name.", { max: 128 })),
  hotelAddress: optional(part(addressSchema, "Hotel address.")),
  checkInDate: optional(dateTime("Check-in (planned arrival for no-show/reservation).")),
  checkOutDate: optional(dateTime("Check-out.")),
  numberOfNights: optional(number("integer-from-1", "Nights booked.")),
  numberOfRooms: optional(number("integer-from-1", "Rooms booked.")),
  guestNames: optional(list(userNameSchema, "Guests.", { max: 100 })),
});
