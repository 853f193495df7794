from flask import Blueprint

room = Blueprint("coordinator", __name__, template_folder="templates")
