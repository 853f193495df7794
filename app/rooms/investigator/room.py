from flask import Blueprint

room = Blueprint("investigator", __name__, template_folder="templates")
